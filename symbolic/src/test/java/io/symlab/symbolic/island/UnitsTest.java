package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.constraint.Dimensions;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.formula.OwnOperators;
import io.symlab.symbolic.regression.SymbolicRegression;
import io.symlab.symbolic.settings.MutationWeights;
import io.symlab.symbolic.unit.Unit;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  private static final List<String> NAMES = List.of("x", "t", "v");
  private static final List<Unit> UNITS =
      List.of(Unit.parse("m"), Unit.parse("s"), Unit.parse("m/s"));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "N; kg*m/s^2",
        "m s^-1; m/s",
        "kPa*L; J",
        "m2; m^2",
        "kg m-3; kg/m^3",
        "km; m",
        "µm; um",
        "g; kg",
        "1; rad",
        "1/s; Hz",
        "m^(1/2); m^0.5",
        "V*A; W",
        "mmol/L; M",
        "hPa; bar",
        "dam; m",
        "min; s"
      })
  void whatMeasuresTheSameIsOne(String one, String other) {
    assertThat(Unit.parse(one)).isEqualTo(Unit.parse(other));
    assertThat(Unit.parse(Unit.parse(one).toString())).isEqualTo(Unit.parse(one));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; 1; a plain number has the unit 1",
        "furlong; 1; no unit is called",
        "m/; 3; found the end",
        "*m; 1; found '*'",
        "m/s^; 5; expected a number",
        "m^1e9; 4; no unit is called",
        "m^999; 3; too large",
        "m+s; 2; found '+'",
        "m^(1/2; 7; expected ')'",
        "2*m; 1; found '2'",
        "1000*m; 1; no factors"
      })
  void whatIsNoUnitIsRefusedWithItsPlace(String text, int position, String reason) {
    assertThatThrownBy(() -> Unit.parse(text))
        .hasMessageContaining("position " + position)
        .hasMessageContaining(reason);
  }

  private static int misfits(String text, String target, boolean free) {
    Operator own = OwnOperators.parse("speed(a, b) = a / b + 0 * a / b", List.of());
    Guess formula = Guess.parse(text, NAMES, Signals.NONE, List.of(own));
    return new Dimensions(UNITS, Unit.parse(target), free).misfits(formula.expression());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x; m; 0; 0",
        "x; s; 1; 1",
        "x + v * t; m; 0; 0",
        "x + t; m; 1; 1",
        "x + 2; m; 1; 0",
        "x + 0; m; 0; 0",
        "2 * x; m; 0; 0",
        "x / t - v; m/s; 0; 0",
        "sqrt(square(x) + square(v * t)); m; 0; 0",
        "exp(x); 1; 1; 1",
        "exp(x / (v * t)); 1; 0; 0",
        "exp(2 * x); 1; 1; 0",
        "pow(x, 3); m^3; 0; 0",
        "pow(x, 0.5) * pow(x, 0.5); m; 0; 0",
        "pow(2, x); 1; 1; 1",
        "pow(x, t / t); 1; 1; 1",
        "max(x, v * t); m; 0; 0",
        "greater(x, t); 1; 1; 1",
        "atan2(x, v * t) * inv(t); Hz; 0; 0",
        "sign(x) * abs(v); m/s; 0; 0",
        "speed(x, t) - v; m/s; 0; 0",
        "speed(x, x) - v; 1; 1; 1",
        "3.5; m; 0; 0",
        "cube(t) / t * tanh(x / x); s^2; 0; 0"
      })
  void misfitsAreCounted(String text, String target, int plain, int free) {
    assertThat(misfits(text, target, false)).as("constants are numbers").isEqualTo(plain);
    assertThat(misfits(text, target, true)).as("constants may be anything").isEqualTo(free);
  }

  /** What fits does not depend on the size of the units: Buckingham's theorem, the easy way. */
  @Test
  void whatFitsScalesWithItsUnits() {
    List<String> targets = List.of("1", "m", "s", "m/s", "m^2", "m*s", "s^2", "1/s", "m^2/s^2");
    double metre = 3;
    double second = 7;
    int fitting = 0;
    for (int seed = 0; seed < 4_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Variation variation = new Variation(Operator.PLAIN, MutationWeights.defaults(), NAMES.size());
      Expression formula = variation.fresh(1 + random.nextInt(9), random);
      if (formula instanceof Expression.Constant) {
        continue;
      }
      double[] row = {1 + random.nextDouble(), 1 + random.nextDouble(), 1 + random.nextDouble()};
      double[] scaled = {row[0] * metre, row[1] * second, row[2] * metre / second};
      for (String target : targets) {
        Unit unit = Unit.parse(target);
        double value = formula.evaluate(row);
        if (new Dimensions(UNITS, unit, false).fit(formula) && Double.isFinite(value)) {
          double size =
              Math.pow(metre, unit.powers().get(0)) * Math.pow(second, unit.powers().get(2));
          // log adds 1e-8 inside, which is a number.
          assertThat(formula.evaluate(scaled))
              .as(ExpressionText.print(formula, NAMES) + " in " + target)
              .isCloseTo(value * size, within(1e-5 * (1 + Math.abs(value * size))));
          fitting++;
        }
      }
    }
    assertThat(fitting).isGreaterThan(200);
  }

  private static double[][] rows(int count) {
    SplittableRandom random = new SplittableRandom(3);
    double[][] x = new double[count][3];
    for (double[] row : x) {
      for (int f = 0; f < 3; f++) {
        row[f] = 1 + 4 * random.nextDouble();
      }
    }
    return x;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyRowOfAFrontFits(boolean free) {
    double[][] x = rows(200);
    double[] y = new double[200];
    for (int i = 0; i < 200; i++) {
      y[i] = x[i][0] + 0.5 * x[i][1] * x[i][2] + (free ? 2 : 0);
    }
    var found =
        SymbolicRegression.builder()
            .columns("x", "t", "v")
            .units(
                free ? List.of("m", "s", "m/s", "constants=any") : List.of("x=km", "t=s", "v=m/s"))
            .unitOfY("m")
            .operators("+", "*", "/", "exp")
            .maxComplexity(12)
            .rounds(12)
            .build()
            .fit(x, y);
    Dimensions units = new Dimensions(UNITS, Unit.parse("m"), free);
    assertThat(found.front().rows()).allMatch(row -> units.fit(row.expression()));
    assertThat(found.choose("accuracy").figures().get("r2_train")).isGreaterThan(0.999);
  }

  @ParameterizedTest
  @CsvSource({
    "m, s, m/s, true",
    "m, s, m^2/s^0.5, true",
    "m/s, s, m, true",
    "kg*m/s^2, m/s, kg*m, false",
    "kg*m/s^2, m/s^2, kg, true",
    "m, s, 1, true",
    "1, 1, m, false"
  })
  void aUnitOfYIsThatOfSomeProductOfPowersOrOfNoFormula(
      String first, String second, String target, boolean can) {
    List<Unit> columns = List.of(Unit.parse(first), Unit.parse(second));
    assertThat(new Dimensions(columns, Unit.parse(target), false).canBeMet()).isEqualTo(can);
    assertThat(new Dimensions(columns, Unit.parse(target), true).canBeMet()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m,s|m|units: there are 2 units for 3 columns (x, t, v)",
        "x=m,w=s|m|units: no column is called \"w\"",
        "x=metre|m|units: unit \"metre\", position 1: no unit is called",
        "x=m|m/h/|unitOfY: unit \"m/h/\", position 5",
        "x=m,t=m|s|unitOfY: no formula of columns that measure m measures s; constants can",
        "x=m/s,t=m|kg*m|unitOfY: no formula of columns that measure m*s^-1, m measures m*kg",
        "''|m|unitOfY: needs the columns' units, units"
      })
  void whatCannotBeIsRefusedByName(String units, String target, String reason) {
    var regression =
        SymbolicRegression.builder()
            .columns("x", "t", "v")
            .units(units.isEmpty() ? List.of() : List.of(units.split(",")))
            .unitOfY(target)
            .rounds(1)
            .build();
    double[][] x = rows(30);
    double[] y = new double[30];
    y[3] = 1;
    assertThatThrownBy(() -> regression.fit(x, y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(reason);
  }
}
