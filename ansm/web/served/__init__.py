"""Pages the server writes at each request: those of signed-in people, of links that are held, and the statistics."""
