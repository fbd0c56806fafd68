"""What puts the website and Datasette on a server."""
