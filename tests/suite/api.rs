//! The JSON API without a socket.

mod counts;
mod golden;
mod shape;
mod strict;
mod words;
