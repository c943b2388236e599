//! A circuit's polynomials at the secret point, summed up while the circuit is synthesised: no constraint is kept.

use bellperson::{Circuit, ConstraintSystem, Index, LinearCombination, SynthesisError, Variable};
use blstrs::Scalar;
use ff::Field;

use crate::progress::{Phase, Progress};

/// A variable's polynomials u, v and w of the quadratic arithmetic program, at the secret point.
#[derive(Clone, Copy, Default)]
pub struct Column {
    pub a: Scalar,
    pub b: Scalar,
    pub c: Scalar,
}

/// The constraint system that sums up. Constraint number i adds its coefficients times the i-th Lagrange value.
pub struct Evaluation<'a, 'b> {
    lagrange: &'a [Scalar],
    progress: &'a mut Progress<'b>,
    total: usize,
    constraints: usize,
    inputs: Vec<Column>,
    aux: Vec<Column>,
}

/// The columns of public inputs, "one" first, and of all other variables.
pub struct Columns {
    pub inputs: Vec<Column>,
    pub aux: Vec<Column>,
}

/// Evaluates a circuit of so many constraints, given at least as many Lagrange values.
pub fn evaluate(
    circuit: impl Circuit<Scalar>,
    lagrange: &[Scalar],
    total: usize,
    progress: &mut Progress<'_>,
) -> Result<Columns, SynthesisError> {
    let mut system = Evaluation { lagrange, progress, total, constraints: 0, inputs: Vec::new(), aux: Vec::new() };
    system.alloc_input(|| "", || Ok(Scalar::ONE))?;
    circuit.synthesize(&mut system)?;
    system.constrain_inputs();
    Ok(Columns { inputs: system.inputs, aux: system.aux })
}

impl Evaluation<'_, '_> {
    /// Makes each input's column other than zero and independent of the others, as the library does: input · 0 = 0.
    fn constrain_inputs(&mut self) {
        for index in 0..self.inputs.len() {
            let input = Variable::new_unchecked(Index::Input(index));
            self.enforce(|| "", |zero| zero + input, |zero| zero, |zero| zero);
        }
    }

    fn add(&mut self, terms: &LinearCombination<Scalar>, part: fn(&mut Column) -> &mut Scalar) {
        let value = self.lagrange[self.constraints];
        for (variable, coefficient) in terms.iter() {
            let column = match variable.get_unchecked() {
                Index::Input(index) => &mut self.inputs[index],
                Index::Aux(index) => &mut self.aux[index],
            };
            // Most coefficients are one.
            *part(column) += if *coefficient == Scalar::ONE { value } else { value * coefficient };
        }
    }
}

impl ConstraintSystem<Scalar> for Evaluation<'_, '_> {
    type Root = Self;

    fn alloc<F, A, AR>(&mut self, _: A, _: F) -> Result<Variable, SynthesisError>
    where
        F: FnOnce() -> Result<Scalar, SynthesisError>,
        A: FnOnce() -> AR,
        AR: Into<String>,
    {
        self.aux.push(Column::default());
        Ok(Variable::new_unchecked(Index::Aux(self.aux.len() - 1)))
    }

    fn alloc_input<F, A, AR>(&mut self, _: A, _: F) -> Result<Variable, SynthesisError>
    where
        F: FnOnce() -> Result<Scalar, SynthesisError>,
        A: FnOnce() -> AR,
        AR: Into<String>,
    {
        self.inputs.push(Column::default());
        Ok(Variable::new_unchecked(Index::Input(self.inputs.len() - 1)))
    }

    fn enforce<A, AR, LA, LB, LC>(&mut self, _: A, a: LA, b: LB, c: LC)
    where
        A: FnOnce() -> AR,
        AR: Into<String>,
        LA: FnOnce(LinearCombination<Scalar>) -> LinearCombination<Scalar>,
        LB: FnOnce(LinearCombination<Scalar>) -> LinearCombination<Scalar>,
        LC: FnOnce(LinearCombination<Scalar>) -> LinearCombination<Scalar>,
    {
        self.add(&a(LinearCombination::zero()), |column| &mut column.a);
        self.add(&b(LinearCombination::zero()), |column| &mut column.b);
        self.add(&c(LinearCombination::zero()), |column| &mut column.c);
        self.constraints += 1;
        self.progress.at(Phase::Evaluating, self.constraints, self.total);
    }

    fn push_namespace<NR, N>(&mut self, _: N)
    where
        NR: Into<String>,
        N: FnOnce() -> NR,
    {
    }

    fn pop_namespace(&mut self) {}

    fn get_root(&mut self) -> &mut Self::Root {
        self
    }
}
