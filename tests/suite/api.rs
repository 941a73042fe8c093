//! The JSON API without a socket.

mod counts;
mod document;
mod golden;
mod language;
mod readings;
mod shape;
mod strict;
mod suggest;
mod transport;
mod words;
