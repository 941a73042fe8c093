//! The JSON API without a socket.

mod counts;
mod entry;
mod golden;
mod language;
mod readings;
mod shape;
mod strict;
mod suggest;
mod words;
