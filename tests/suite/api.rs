//! The JSON API without a socket.

mod counts;
mod entry;
mod golden;
mod language;
mod progress;
mod readings;
mod shape;
mod strict;
mod suggest;
mod words;
