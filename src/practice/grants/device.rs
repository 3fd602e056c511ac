//! A device asks whether its user has said yes (RFC 8628 3.4 and 3.5).

use std::time::Duration;

use serde_json::{Map, Value};

use crate::practice::device::{Decision, Device};
use crate::practice::issue::Issue;
use crate::practice::reply::OAuthError;
use crate::practice::token::{TokenRequest, invalid_grant};
use crate::practice::{Fault, Provider, form};

/// How much longer a device has to wait that asked too soon (RFC 8628 3.5).
const SLOWER: Duration = Duration::from_secs(5);

impl Provider {
    pub(in crate::practice) fn redeem_device_code(
        &mut self,
        request: &TokenRequest<'_>,
    ) -> Result<Map<String, Value>, OAuthError> {
        let value = form::required(request.form, "device_code")?;
        let device = self.devices.waiting.find(value, request.now).cloned();
        let device = device.ok_or_else(|| invalid_grant("the device_code is unknown"))?;
        if device.client_id != request.client.client_id && !self.config.has(Fault::DeviceCodeForAnyClient) {
            return Err(invalid_grant("the device_code was issued to another client"));
        }
        match &device.decision {
            Decision::Spent => Err(invalid_grant("the device_code has been used")),
            Decision::Denied => Err(OAuthError::new("access_denied", "the user said no")),
            _ if self.is_too_old(&device, request.now) => {
                Err(OAuthError::new("expired_token", "the device_code has expired: ask for a new one"))
            }
            Decision::Pending => Err(self.not_yet(value, &device, request)),
            Decision::Granted(grant) => {
                if let Some(device) = self.devices.waiting.find_mut(value, request.now)
                    && !self.config.has(Fault::DeviceCodeReplay)
                {
                    device.decision = Decision::Spent;
                }
                let scope = self.grants.find(grant, request.now).map(|grant| grant.scope.clone());
                let scope = scope.ok_or_else(|| invalid_grant("the grant is over"))?;
                self.issue(&Issue::new(grant, scope), request)
            }
        }
    }

    fn not_yet(&mut self, device_code: &str, device: &Device, request: &TokenRequest<'_>) -> OAuthError {
        let since = device.polled.and_then(|polled| request.now.duration_since(polled).ok());
        let too_soon = since.is_some_and(|since| since < device.interval);
        if let Some(device) = self.devices.waiting.find_mut(device_code, request.now) {
            device.polled = Some(request.now);
            if too_soon {
                device.interval += SLOWER;
            }
        }
        if too_soon {
            let seconds = (device.interval + SLOWER).as_secs();
            return OAuthError::new("slow_down", format!("too soon: wait {seconds} seconds from now on"));
        }
        OAuthError::new("authorization_pending", "the user has not decided yet")
    }
}
