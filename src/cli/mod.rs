//! Words in, plans out: the only folder that knows clap.
