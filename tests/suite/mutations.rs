//! The reader must understand the structure of plans in general. The tests change the first document in all
//! ways in which another plan, edition or scan may differ. Each time, the model is right or a finding says
//! why not. A result is never joined to another measure than its own.

mod encodings;
mod folders;
mod layout;
mod measures;
mod mutant;
mod numbers;
mod rows;
mod tables;
mod years;
