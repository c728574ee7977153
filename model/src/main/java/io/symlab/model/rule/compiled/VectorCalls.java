package io.symlab.model.rule.compiled;

import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;

import io.symlab.model.rule.compiled.LoopCode.Op;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.objectweb.asm.MethodVisitor;

/**
 * The calls of {@code jdk.incubator.vector} that operations are, as bytecode: by name, so that
 * nothing here needs the module.
 */
final class VectorCalls {
  private static final String ROOM = "jdk/incubator/vector/";
  private static final String FLOATS = ROOM + "FloatVector";
  private static final String INTS = ROOM + "IntVector";
  private static final String OPERATORS = ROOM + "VectorOperators";
  private static final String SPECIES = "L" + ROOM + "VectorSpecies;";
  private static final String VECTOR = "L" + ROOM + "Vector;";
  private static final String MASK = "L" + ROOM + "VectorMask;";
  private static final String TO_FLOATS = ")L" + FLOATS + ";";
  private static final String TO_INTS = ")L" + INTS + ";";

  private final MethodVisitor method;

  VectorCalls(MethodVisitor method) {
    this.method = method;
  }

  /** A vector of a number. */
  void broadcast(Runnable number) {
    species();
    number.run();
    method.visitMethodInsn(
        INVOKESTATIC, FLOATS, "broadcast", "(" + SPECIES + "F" + TO_FLOATS, false);
  }

  /** A vector from an array. */
  void load(Runnable arrayAndIndex) {
    species();
    arrayAndIndex.run();
    method.visitMethodInsn(
        INVOKESTATIC, FLOATS, "fromArray", "(" + SPECIES + "[FI" + TO_FLOATS, false);
  }

  /** The vector on the stack into an array. */
  void store(Runnable arrayAndIndex) {
    arrayAndIndex.run();
    method.visitMethodInsn(INVOKEVIRTUAL, FLOATS, "intoArray", "([FI)V", false);
  }

  private void species() {
    method.visitFieldInsn(GETSTATIC, FLOATS, "SPECIES_PREFERRED", SPECIES);
  }

  /**
   * Leaves an operation's value on the stack.
   *
   * @param push puts a value there
   */
  void call(Op op, IntConsumer push) {
    switch (op.kind()) {
      case ADD, SUB, MUL, DIV, FMA, MAX, MIN, ABS, NEG -> plain(op, push);
      case SQRT -> {
        push.accept(op.arguments().get(0));
        operator("SQRT", "Unary");
        String type = "(L" + OPERATORS + "$Unary;" + TO_FLOATS;
        method.visitMethodInsn(INVOKEVIRTUAL, FLOATS, "lanewise", type, false);
      }
      case LESS -> select(op, "LT", push);
      case LESS_OR_EQUAL -> select(op, "LE", push);
      case BITS_AND -> onBits(op, "and", push);
      case BITS_OR -> onBits(op, "or", push);
      case BITS_ADD -> onBits(op, "add", push);
      case BITS_SUB -> onBits(op, "sub", push);
      case BITS_LEFT -> shift(op, "LSHL", push);
      case BITS_RIGHT -> shift(op, "ASHR", push);
      default -> throw new IllegalArgumentException("no call for " + op.kind());
    }
  }

  private void plain(Op op, IntConsumer push) {
    op.arguments().forEach(push::accept);
    String type = "(" + VECTOR.repeat(op.arguments().size() - 1) + TO_FLOATS;
    method.visitMethodInsn(
        INVOKEVIRTUAL, FLOATS, op.kind().name().toLowerCase(Locale.ROOT), type, false);
  }

  private void select(Op op, String comparison, IntConsumer push) {
    push.accept(op.arguments().get(3));
    push.accept(op.arguments().get(2));
    push.accept(op.arguments().get(0));
    operator(comparison, "Comparison");
    push.accept(op.arguments().get(1));
    String type = "(L" + OPERATORS + "$Comparison;" + VECTOR + ")" + MASK;
    method.visitMethodInsn(INVOKEVIRTUAL, FLOATS, "compare", type, false);
    method.visitMethodInsn(INVOKEVIRTUAL, FLOATS, "blend", "(" + VECTOR + MASK + TO_FLOATS, false);
  }

  private void onBits(Op op, String name, IntConsumer push) {
    bits(op.arguments().get(0), push);
    if (op.arguments().size() == 1) {
      method.visitLdcInsn(op.number());
      method.visitMethodInsn(INVOKEVIRTUAL, INTS, name, "(I" + TO_INTS, false);
    } else {
      bits(op.arguments().get(1), push);
      method.visitMethodInsn(INVOKEVIRTUAL, INTS, name, "(" + VECTOR + TO_INTS, false);
    }
    floats();
  }

  private void shift(Op op, String name, IntConsumer push) {
    bits(op.arguments().get(0), push);
    operator(name, "Binary");
    method.visitLdcInsn(op.number());
    String type = "(L" + OPERATORS + "$Binary;I" + TO_INTS;
    method.visitMethodInsn(INVOKEVIRTUAL, INTS, "lanewise", type, false);
    floats();
  }

  private void bits(int value, IntConsumer push) {
    push.accept(value);
    method.visitMethodInsn(INVOKEVIRTUAL, FLOATS, "reinterpretAsInts", "(" + TO_INTS, false);
  }

  private void floats() {
    method.visitMethodInsn(INVOKEVIRTUAL, INTS, "reinterpretAsFloats", "(" + TO_FLOATS, false);
  }

  private void operator(String name, String kind) {
    method.visitFieldInsn(GETSTATIC, OPERATORS, name, "L" + OPERATORS + "$" + kind + ";");
  }
}
