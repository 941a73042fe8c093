//! The reader reads the structure of a plan, not this plan: the first document is changed in every way that
//! another plan, edition or scan may differ in, and each time the model is right or a finding says why not.
//! A result is never joined to a measure it does not belong to.

mod encodings;
mod folders;
mod layout;
mod measures;
mod mutant;
mod numbers;
mod rows;
mod tables;
mod years;
