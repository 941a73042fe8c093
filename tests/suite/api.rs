//! The JSON API without a socket.

mod counts;
mod golden;
mod language;
mod shape;
mod strict;
mod words;
