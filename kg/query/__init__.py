"""Questions to the store: SPARQL, names, claims, edges, neighbourhoods."""
