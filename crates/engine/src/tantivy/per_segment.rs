//! Runs work for every segment on several threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Runs `work` for 0 up to `count`, exclusive, and returns the results in that order. Each thread takes the next
/// number when it is done with one.
pub(super) fn each<T: Send, E: Send>(
    count: usize,
    threads: usize,
    work: impl Fn(usize) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let threads = threads.min(count);
    if threads < 2 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return done;
            }
            done.push((at, work(at)));
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        let mut done = take();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                // Forward a panic of the work to the caller.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_the_first_error_wins() {
        for threads in [1, 2, 5] {
            let squares: Result<Vec<usize>, ()> = each(100, threads, |at| Ok(at * at));
            assert!(squares.is_ok_and(|all| all.iter().enumerate().all(|(at, square)| *square == at * at)));
            assert_eq!(each(100, threads, |at| if at % 7 == 5 { Err(at) } else { Ok(()) }), Err(5));
            assert_eq!(each(0, threads, |_| Err::<(), _>(())), Ok(vec![]));
        }
    }
}
