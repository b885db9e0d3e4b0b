"""What people say to each other about a case: whom they mean, and how it is shown."""
