"""Decides how an OpenID provider is spoken to, and what is believed of its answers. The only room with Authlib."""

from ansm.openid.provider import Claimed, Provider

__all__ = ["Claimed", "Provider"]
