"""How the worker takes messages: as Celery does, but for the loss of its broker in the middle of a task."""

from celery.worker.consumer import Consumer as CeleryConsumer


class Consumer(CeleryConsumer):
    """Outlives the loss of the broker while a task runs.

    Celery 5.7.0 empties a lost connection before it closes it. A channel with messages that are not acknowledged yet then asks a
    transport that is gone, and AttributeError ends the worker. Closed before, it finds the broker away, which is expected.
    """

    def on_connection_error_after_connected(self, exc: Exception) -> None:
        """Closes the channel, whose first error is that of the read which was waiting, and its second that of giving back."""
        channel = self.connection.default_channel
        self.connection.maybe_close_channel(channel)
        self.connection.maybe_close_channel(channel)
        super().on_connection_error_after_connected(exc)
