"""The mail server of scripts/test-smtp: one port with TLS from the first byte, one with STARTTLS; both want a password."""

import asyncio
import pathlib
import ssl
import sys
import uuid

from aiosmtpd.smtp import SMTP, AuthResult


class Mailbox:
    """Keeps each message in a file."""

    def __init__(self, folder):
        self.folder = folder

    async def handle_DATA(self, server, session, envelope):
        (self.folder / uuid.uuid4().hex).write_bytes(envelope.content)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    is_known = (data.login, data.password) == (b"ann", b"mail secret")
    return AuthResult(success=is_known, handled=is_known)


async def serve(directory):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(directory / "server.pem", directory / "server.key")
    mailbox = Mailbox(directory / "mailbox")
    common = {"authenticator": authenticate, "auth_required": True}

    def with_tls():
        return SMTP(mailbox, auth_require_tls=False, **common)

    def with_starttls():
        return SMTP(mailbox, tls_context=context, require_starttls=True, **common)

    loop = asyncio.get_running_loop()
    servers = [
        await loop.create_server(with_tls, "127.0.0.1", 0, ssl=context),
        await loop.create_server(with_starttls, "0.0.0.0", 0),
    ]
    for server in servers:
        print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


asyncio.run(serve(pathlib.Path(sys.argv[1])))
