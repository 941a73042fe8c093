//! Any bytes are a query: see `shisaku_invariants`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| shisaku_invariants::query(data));
