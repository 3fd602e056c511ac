//! Resource indicators (RFC 8707): where an access token is to be used, and so where it opens no door.

use super::reply::OAuthError;
use super::site::Endpoint;
use super::{AccessToken, Fault, Provider, ResourceIndicators, Scope};
use crate::wire::{Params, uri};

impl Provider {
    /// The resources that a request names, each once.
    pub(super) fn resources(&self, params: &Params) -> Result<Vec<String>, OAuthError> {
        let mut resources: Vec<String> = Vec::new();
        if self.config.policy.asking.resources == ResourceIndicators::Off {
            return Ok(resources);
        }
        for resource in params.all("resource") {
            if !(uri::is_http(resource) || uri::is_https(resource)) || resource.contains('#') {
                return Err(invalid("a resource is an absolute URI without a fragment"));
            }
            if !self.knows_resource(resource) && !self.config.has(Fault::ResourceUnchecked) {
                return Err(invalid("I guard no such resource"));
            }
            if !resources.iter().any(|known| known == resource) {
                resources.push(resource.to_owned());
            }
        }
        Ok(resources)
    }

    /// What a token request makes of the resources that were granted: it may name some of them (RFC 8707 2.2). Where
    /// none was asked for before, all that there are may be named.
    pub(super) fn narrowed_resources(&self, form: &Params, granted: &[String]) -> Result<Vec<String>, OAuthError> {
        let named = self.resources(form)?;
        match named.iter().all(|resource| granted.is_empty() || granted.contains(resource)) {
            false => Err(invalid("this resource was not part of the authorization request")),
            true if named.is_empty() => Ok(granted.to_vec()),
            true => Ok(named),
        }
    }

    /// Whom a token for these resources is made out to. With `openid` the userinfo endpoint is always one of them:
    /// the client has nothing else to show there.
    pub(super) fn audience_of(&self, resources: Vec<String>, scope: &Scope) -> Vec<String> {
        let userinfo = self.site.url(Endpoint::Userinfo);
        let mut audience = resources;
        if !audience.is_empty() && scope.contains("openid") && !audience.contains(&userinfo) {
            audience.push(userinfo);
        }
        audience
    }

    /// Whether a token is good at an endpoint; one for nowhere in particular is good everywhere here.
    pub(super) fn is_for(&self, token: &AccessToken, endpoint: Endpoint) -> bool {
        let unbound = token.audience.is_empty() || self.config.has(Fault::AudienceUnchecked);
        unbound
            || [self.site.url(endpoint), self.site.issuer().to_owned()].iter().any(|url| token.audience.contains(url))
    }

    fn knows_resource(&self, resource: &str) -> bool {
        resource == self.site.issuer()
            || [Endpoint::Api, Endpoint::Userinfo].iter().any(|own| resource == self.site.url(*own))
    }
}

fn invalid(description: &str) -> OAuthError {
    OAuthError::new("invalid_target", description)
}
