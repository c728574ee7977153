package io.symlab.model.rule.compiled;

import io.symlab.symbolic.kernels.Lanes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be done in each row, as a list of operations of which each may use the values of those
 * before it; a value is the number of its operation. The same operation on the same values is there
 * once. Two codes are equal when they are the same loop, whatever the numbers that it is run with.
 */
public final class LoopCode implements Lanes<Integer> {
  /** Kinds of operations; most are named as in {@link Lanes}. */
  enum Kind {
    /** From an array. */
    LOAD,
    /** Into an array. It has no value. */
    STORE,
    /** One of the numbers that a loop is run with. */
    NUMBER,
    LITERAL,
    ADD,
    SUB,
    MUL,
    DIV,
    FMA,
    SQRT,
    ABS,
    NEG,
    MAX,
    MIN,
    LESS,
    LESS_OR_EQUAL,
    BITS_AND,
    BITS_OR,
    BITS_ADD,
    BITS_SUB,
    BITS_LEFT,
    BITS_RIGHT,
    /** In a loop of its own, as the next. */
    SIN_FAR,
    COS_FAR
  }

  /**
   * An operation.
   *
   * @param arguments values
   * @param number an array's, that of a number, an integer or the bits of a literal
   */
  record Op(Kind kind, List<Integer> arguments, int number) {
    /** Whether it is the same in all rows. */
    boolean isConstant() {
      return kind == Kind.NUMBER || kind == Kind.LITERAL;
    }

    /** Whether it has a loop of its own: it calls functions that are not in the vectors' module. */
    boolean isAlone() {
      return kind == Kind.SIN_FAR || kind == Kind.COS_FAR;
    }
  }

  private final List<Op> ops = new ArrayList<>();
  private final Map<Op, Integer> values = new HashMap<>();

  /** In their order. */
  List<Op> ops() {
    return ops;
  }

  /** How many operations there are. */
  public int size() {
    return ops.size();
  }

  /** What an array has in this row; arrays are loaded before they are stored to. */
  public int load(int array) {
    return value(Kind.LOAD, array);
  }

  /** Puts a value into an array. */
  public void store(int array, int value) {
    ops.add(new Op(Kind.STORE, List.of(value), array));
  }

  /** One of the numbers that a loop is run with. */
  public int number(int number) {
    return value(Kind.NUMBER, number);
  }

  private int value(Kind kind, int number, Integer... arguments) {
    Op op = new Op(kind, List.of(arguments), number);
    Integer known = values.get(op);
    if (known == null) {
      known = ops.size();
      ops.add(op);
      values.put(op, known);
    }
    return known;
  }

  @Override
  public Integer literal(float number) {
    return value(Kind.LITERAL, Float.floatToRawIntBits(number));
  }

  @Override
  public Integer add(Integer a, Integer b) {
    return value(Kind.ADD, 0, a, b);
  }

  @Override
  public Integer sub(Integer a, Integer b) {
    return value(Kind.SUB, 0, a, b);
  }

  @Override
  public Integer mul(Integer a, Integer b) {
    return value(Kind.MUL, 0, a, b);
  }

  @Override
  public Integer div(Integer a, Integer b) {
    return value(Kind.DIV, 0, a, b);
  }

  @Override
  public Integer fma(Integer a, Integer b, Integer c) {
    return value(Kind.FMA, 0, a, b, c);
  }

  @Override
  public Integer sqrt(Integer a) {
    return value(Kind.SQRT, 0, a);
  }

  @Override
  public Integer abs(Integer a) {
    return value(Kind.ABS, 0, a);
  }

  @Override
  public Integer neg(Integer a) {
    return value(Kind.NEG, 0, a);
  }

  @Override
  public Integer max(Integer a, Integer b) {
    return value(Kind.MAX, 0, a, b);
  }

  @Override
  public Integer min(Integer a, Integer b) {
    return value(Kind.MIN, 0, a, b);
  }

  @Override
  public Integer less(Integer a, Integer b, Integer then, Integer otherwise) {
    return value(Kind.LESS, 0, a, b, then, otherwise);
  }

  @Override
  public Integer lessOrEqual(Integer a, Integer b, Integer then, Integer otherwise) {
    return value(Kind.LESS_OR_EQUAL, 0, a, b, then, otherwise);
  }

  @Override
  public Integer bitsAnd(Integer a, int mask) {
    return value(Kind.BITS_AND, mask, a);
  }

  @Override
  public Integer bitsOr(Integer a, Integer b) {
    return value(Kind.BITS_OR, 0, a, b);
  }

  @Override
  public Integer bitsAdd(Integer a, int number) {
    return value(Kind.BITS_ADD, number, a);
  }

  @Override
  public Integer bitsSub(Integer a, Integer b) {
    return value(Kind.BITS_SUB, 0, a, b);
  }

  @Override
  public Integer bitsLeft(Integer a, int places) {
    return value(Kind.BITS_LEFT, places, a);
  }

  @Override
  public Integer bitsRight(Integer a, int places) {
    return value(Kind.BITS_RIGHT, places, a);
  }

  @Override
  public Integer sinFar(Integer angle, Integer near) {
    return value(Kind.SIN_FAR, 0, inRows(angle), near);
  }

  @Override
  public Integer cosFar(Integer angle, Integer near) {
    return value(Kind.COS_FAR, 0, inRows(angle), near);
  }

  /** A value that goes from loop to loop, which those that are the same in all rows do not. */
  private Integer inRows(Integer angle) {
    return ops.get(angle).isConstant() ? add(angle, literal(0f)) : angle;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LoopCode code && ops.equals(code.ops);
  }

  @Override
  public int hashCode() {
    return ops.hashCode();
  }
}
