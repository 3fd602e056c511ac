"""A provider made of django-oauth-toolkit on a free loopback port, for the integration tests.

Prints one line of JSON (issuer, clients, users) on stdout when it listens, and ends when stdin does.
"""

import json
import os
import sys
import tempfile
import threading

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

REDIRECT_URI = 'http://127.0.0.1:8400/callback'
SECRET = 'a-secret-of-plain-letters-and-digits-0123456789'
PASSWORD = 'looking-glass'
LOGIN_PAGE = (
    '<!doctype html><title>Log in</title><form method="post">{% csrf_token %}{{ form.as_p }}'
    '<button type="submit">Log in</button></form>'
)

kept = tempfile.TemporaryDirectory(prefix='oauth-flow-django-')
folder = kept.name
with open(os.path.join(folder, 'login.html'), 'w', encoding='utf-8') as page:
    page.write(LOGIN_PAGE)
signing_key = rsa.generate_private_key(65537, 2048).private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)

settings.configure(
    SECRET_KEY=os.urandom(32).hex(),
    ALLOWED_HOSTS=['127.0.0.1'],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        'django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.sessions', 'django.contrib.messages',
        'oauth2_provider',
    ],
    MIDDLEWARE=[
        'django.contrib.sessions.middleware.SessionMiddleware', 'django.middleware.csrf.CsrfViewMiddleware',
        'django.contrib.auth.middleware.AuthenticationMiddleware', 'django.middleware.clickjacking.XFrameOptionsMiddleware',
    ],
    TEMPLATES=[{
        'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True, 'DIRS': [folder],
        'OPTIONS': {'context_processors': [
            'django.template.context_processors.request', 'django.contrib.auth.context_processors.auth',
        ]},
    }],
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': os.path.join(folder, 'db.sqlite3')}},
    DEFAULT_AUTO_FIELD='django.db.models.BigAutoField',
    LOGIN_URL='/accounts/login/',
    USE_TZ=True,
    LOGGING_CONFIG=None,
    OAUTH2_PROVIDER={
        'OIDC_ENABLED': True, 'OIDC_RSA_PRIVATE_KEY': signing_key.decode(), 'PKCE_REQUIRED': True,
        'SCOPES': {'openid': 'who you are', 'profile': 'your profile', 'email': 'your address'},
        'ALLOWED_REDIRECT_URI_SCHEMES': ['http', 'https'],
    },
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.contrib.auth.views import LoginView  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import include, path  # noqa: E402
from oauth2_provider.models import Application  # noqa: E402

urlpatterns = [
    path('accounts/login/', LoginView.as_view(template_name='login.html')),
    path('o/', include('oauth2_provider.urls', namespace='oauth2_provider')),
]


class Quiet(WSGIRequestHandler):
    """Says nothing of every request."""

    def log_message(self, *_):
        pass


def client(client_id, client_type, user):
    Application.objects.create(
        name=client_id, client_id=client_id, client_secret=SECRET, client_type=client_type, user=user,
        authorization_grant_type='authorization-code', redirect_uris=REDIRECT_URI, algorithm='RS256',
    )
    secret = SECRET if client_type == 'confidential' else None
    method = 'client_secret_basic' if secret else 'none'
    return {
        'client_id': client_id, 'client_secret': secret, 'token_endpoint_auth_method': method,
        'id_token_signed_response_alg': 'RS256', 'private_key': None,
    }


call_command('migrate', verbosity=0)
alice = User.objects.create_user('alice', 'alice@example.com', PASSWORD)
clients = [client('basic', 'confidential', alice), client('other', 'confidential', alice), client('public', 'public', alice)]
server = ThreadedWSGIServer(('127.0.0.1', 0), Quiet)
server.set_app(get_wsgi_application())
threading.Thread(target=server.serve_forever, daemon=True).start()
issuer = f'http://127.0.0.1:{server.server_address[1]}/o'
print(json.dumps({'issuer': issuer, 'clients': clients, 'users': [{'name': 'alice', 'password': PASSWORD}]}), flush=True)
sys.stdin.read()
kept.cleanup()
