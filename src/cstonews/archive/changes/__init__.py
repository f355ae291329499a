"""What is done to an archive, each inside a transaction of the writer."""
