//! The difference between two schemas as operations in running order.
