package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.program.Recurrence;
import io.symlab.symbolic.program.Recurrence.Average;
import io.symlab.symbolic.program.Recurrence.Corrected;
import io.symlab.symbolic.program.Recurrence.Input;
import io.symlab.symbolic.program.Recurrence.Lagged;
import io.symlab.symbolic.program.Recurrence.Value;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A formula as a Java class without dependencies: a static function of a row, or, where it has
 * averages, an object that is fed step by step.
 */
final class JavaWriter {
  static final String CLASS = "FoundFormula";

  private JavaWriter() {}

  static String write(Formula formula) {
    Recurrence recurrence = formula.recurrence();
    Identifiers identifiers = new Identifiers(CLASS, "Math", "Double", "x", "step", "result");
    StepCode step = new StepCode(recurrence, JavaDialect.JAVA, identifiers);
    String method = recurrence.hasAverages() ? step(recurrence, step) : function(formula, step);
    Code code = new Code("  ");
    code.add(0, "/** " + Code.comment(formula.text()) + " */");
    code.add(0, "public final class " + CLASS + " {");
    code.add(1, method.stripTrailing());
    for (String definition : step.definitions()) {
      code.blank().add(1, definition);
    }
    return code.add(0, "}").toString();
  }

  private static String function(Formula formula, StepCode step) {
    Code code = new Code("  ");
    code.add(0, "private " + CLASS + "() {}").blank();
    code.add(0, "/**\n * The formula's value.\n *");
    code.add(0, " * @param x the row, [" + formula.columns().size() + "]:");
    code.add(0, " *     " + WindowCode.columns(formula));
    code.add(0, " */\npublic static double f(double[] x) {");
    for (int slot = 0; slot < step.slots(); slot++) {
      if (step.slot(slot) instanceof Input input) {
        code.add(1, declared(step, slot, "x[" + input.column() + "]"));
      } else if (step.slot(slot) instanceof Lagged lagged) {
        int column = ((Input) step.slot(lagged.slot())).column();
        Signal signal = formula.signals().of(column);
        code.add(1, declared(step, slot, "x[" + signal.column(lagged.lag()) + "]"));
      } else {
        Value value = (Value) step.slot(slot);
        code.add(1, declared(step, slot, step.print(value.expression())));
      }
    }
    return code.add(1, "return " + step.output() + ";").add(0, "}").toString();
  }

  private static String declared(StepCode step, int slot, String value) {
    return "double " + step.name(slot) + " = " + value + ";";
  }

  private static String step(Recurrence recurrence, StepCode step) {
    Code code = new Code("  ");
    code.add(0, "private long step;");
    step.memory().forEach(name -> code.add(0, "private double " + name + ";"));
    List<Input> inputs = recurrence.inputs();
    code.blank();
    code.add(0, "/**\n * The formula's value after one more step.\n *");
    code.add(0, " * @param x the newest values, [" + inputs.size() + "]:");
    code.add(
        0,
        " *     "
            + Code.comment(inputs.stream().map(Input::name).collect(Collectors.joining(", "))));
    code.add(0, " */\npublic double step(double[] x) {").add(1, "step++;");
    int read = 0;
    for (int slot = 0; slot < step.slots(); slot++) {
      if (step.slot(slot) instanceof Input) {
        code.add(1, declared(step, slot, "x[" + read++ + "]"));
      } else if (step.slot(slot) instanceof Average) {
        code.add(1, step.name(slot) + " = " + step.mean(slot, step.name(slot)) + ";");
      } else if (step.slot(slot) instanceof Corrected c) {
        String share = "(1 - Math.pow(" + c.decay() + ", step))";
        code.add(1, declared(step, slot, step.name(c.slot()) + " / " + share));
      } else if (step.slot(slot) instanceof Value value) {
        code.add(1, declared(step, slot, step.print(value.expression())));
      }
    }
    code.add(1, "double result = " + step.output() + ";");
    step.kept()
        .forEach(
            (slot, last) -> {
              for (int lag = last.size() - 1; lag >= 0; lag--) {
                String newer = lag == 0 ? step.name(slot) : last.get(lag - 1);
                code.add(1, last.get(lag) + " = " + newer + ";");
              }
            });
    return code.add(1, "return result;").add(0, "}").toString();
  }
}
