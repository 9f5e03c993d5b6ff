"""Pages of actions: each authorises, calls a service or a query, and renders."""
