//! What each stage costs, over the first plan.

fn main() {}
