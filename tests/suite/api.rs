//! The JSON API without a socket.

mod counts;
mod document;
mod entry;
mod golden;
mod language;
mod plans;
mod progress;
mod readings;
mod shape;
mod strict;
mod suggest;
mod transport;
mod words;
