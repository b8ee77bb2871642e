"""Geometry of pictures, as plain data: numbers for a template, no ORM, no request."""
