//! Any bytes are a query: see `shisaku::fuzzing`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| shisaku::fuzzing::query(data));
