//! The pages: clear without a script, without anything from elsewhere, and open about what the server has just received.

mod ask;
mod device;
mod layout;
mod logout;
mod received;
mod start;
mod stop;

pub(super) use ask::{Attempt, consent, form_post, login};
pub(super) use device::{device_code, device_consent, device_done};
pub(super) use logout::{ask_logout, no_logout, signed_out, still_signed_in};
pub(super) use start::start;
pub(super) use stop::{
    gone, not_a_form, not_found, repeated, token_error_page, too_long, unknown_client, unreadable, wrong_method,
    wrong_redirect_uri,
};
