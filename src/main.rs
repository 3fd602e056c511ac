//! Arguments in, exit code out.

use oauth_flow::cli::{self, Exit};

fn main() -> Exit {
    cli::run(std::env::args_os())
}
