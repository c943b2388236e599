//! How far a generation is, for people who wait.

/// What takes time, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Counting,
    Evaluating,
    Tables,
    Points,
}

impl Phase {
    /// Percent of the whole time at which the phase begins and ends, estimated.
    fn percents(self) -> (usize, usize) {
        match self {
            Phase::Counting => (0, 5),
            Phase::Evaluating => (5, 20),
            Phase::Tables => (20, 25),
            Phase::Points => (25, 100),
        }
    }

    pub fn text(self) -> &'static str {
        match self {
            Phase::Counting => "counting constraints",
            Phase::Evaluating => "evaluating the circuit",
            Phase::Tables => "making tables",
            Phase::Points => "making points",
        }
    }
}

/// Passes on each change of phase or percent, and nothing between.
pub struct Progress<'a> {
    report: &'a mut (dyn FnMut(Phase, u8) + Send),
    reported: Option<(Phase, u8)>,
}

impl<'a> Progress<'a> {
    /// The report gets the percent of the whole time.
    pub fn to(report: &'a mut (dyn FnMut(Phase, u8) + Send)) -> Self {
        Progress { report, reported: None }
    }

    /// So much of a phase is done.
    pub(crate) fn at(&mut self, phase: Phase, done: usize, total: usize) {
        let (begin, end) = phase.percents();
        let percent = (begin + (end - begin) * done.min(total) / total.max(1)) as u8;
        if self.reported != Some((phase, percent)) {
            self.reported = Some((phase, percent));
            (self.report)(phase, percent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn should_report_each_change_once() {
        let mut reports = Vec::new();
        let mut report = |phase, percent| reports.push((phase, percent));
        let mut progress = Progress::to(&mut report);

        for done in 0..=1000 {
            progress.at(Phase::Evaluating, done, 1000);
        }
        progress.at(Phase::Points, 7, 7);

        let expected = (5..=20).map(|percent| (Phase::Evaluating, percent)).chain([(Phase::Points, 100)]);
        assert_eq!(reports, expected.collect::<Vec<_>>());
    }
}
