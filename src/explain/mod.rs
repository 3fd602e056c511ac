//! What each step means, who knows what, who could redeem the code, and how a run ended: words, computed from a record.
