"""What leaves the site: the content of each file, from the same data as its page. No queries."""
