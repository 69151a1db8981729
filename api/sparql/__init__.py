"""The SPARQL 1.1 protocols: queries, updates, the Graph Store, and what the endpoint says of itself."""
