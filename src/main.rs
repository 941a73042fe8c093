//! The program's entry point. All code is in the library; see `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    shisaku::cli::main()
}
