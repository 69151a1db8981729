"""What the API says of itself: the tables of endpoints and parameters, OpenAPI, and the page of it."""
