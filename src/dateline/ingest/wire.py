"""The connection of one request: to addresses that were checked, and never past its time."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to ``addresses``, whatever the host's name: no name is looked up again.

    A name server may answer the second question otherwise than the first ("DNS rebinding"), so
    what was checked is what is called. The host's name still goes into the TLS handshake and the
    Host header. ``deadline`` is a moment of ``monotonic``, in seconds, for the whole request:
    a server that sends a byte a second does not get to renew it.
    """

    def __init__(
        self, addresses: Sequence[str], deadline: float, monotonic: Callable[[], float]
    ) -> None:
        self._addresses = addresses
        self._time = _TimeLeft(deadline, monotonic)
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("no address")
        for address in self._addresses:
            try:
                stream = self._plain.connect_tcp(
                    address, port, self._time.at_most(timeout), local_address, socket_options
                )
                return _TimedStream(stream, self._time)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


class _TimeLeft:
    def __init__(self, deadline: float, monotonic: Callable[[], float]) -> None:
        self._deadline = deadline
        self._monotonic = monotonic

    def at_most(self, timeout: float | None) -> float:
        """``timeout``, or what is left until the deadline if that is less."""
        left = self._deadline - self._monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole request is over")
        return left if timeout is None else min(left, timeout)


class _TimedStream(httpcore.NetworkStream):
    """A stream on which every operation has what is left of the request's time."""

    def __init__(self, stream: httpcore.NetworkStream, time: _TimeLeft) -> None:
        self._stream = stream
        self._time = time

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._time.at_most(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._time.at_most(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._time.at_most(timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._time)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
