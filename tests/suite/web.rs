//! The pages as residents and clerks read them: the real documents behind the real router, without a socket.
//! What only a browser can tell (contrast, widths, the keyboard) is in `tests/browser`.

mod broken;
mod browse;
mod busy;
mod english;
mod entries;
mod guide;
mod manual;
mod open_data;
mod print;
mod safety;
mod search;
mod service;
pub mod site;
