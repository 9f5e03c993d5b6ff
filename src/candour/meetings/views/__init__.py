"""Pages of meetings: each authorises, calls a service or a query, and renders."""
