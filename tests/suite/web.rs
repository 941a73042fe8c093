//! The pages for residents and clerks: the real documents behind the real router, without a socket.
//! `tests/browser` tests contrast, widths and the keyboard in a browser.

mod broken;
mod browse;
mod busy;
mod contacts;
mod english;
mod entries;
mod guide;
mod manual;
mod offices;
mod open_data;
mod plans;
mod print;
mod safety;
mod search;
mod service;
pub mod site;
