//! Random octets from the operating system: every nonce is drawn here.

use std::io;

use rand::TryRng as _;
use rand::rngs::SysRng;

/// `N` octets that nobody can foretell.
pub fn octets<const N: usize>() -> io::Result<[u8; N]> {
    let mut octets = [0; N];
    SysRng.try_fill_bytes(&mut octets).map_err(io::Error::other)?;
    Ok(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_differ() {
        assert_ne!(octets::<32>().unwrap(), octets::<32>().unwrap());
    }
}
