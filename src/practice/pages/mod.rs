//! The pages: clear without a script, without anything from elsewhere, and open about what the server has just received.

mod ask;
mod layout;
mod received;
mod start;
mod stop;

pub(super) use ask::{Attempt, consent, form_post, login};
pub(super) use start::start;
pub(super) use stop::{
    gone, not_a_form, not_found, repeated, token_error_page, too_long, unknown_client, unreadable, wrong_method,
    wrong_redirect_uri,
};
