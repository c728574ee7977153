package io.symlab.model.rule.compiled;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FLOAD;
import static org.objectweb.asm.Opcodes.FSTORE;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import io.symlab.model.rule.compiled.LoopCode.Op;
import io.symlab.symbolic.kernels.KernelSet;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes a part of a code as a class with one loop on vectors ({@code jdk.incubator.vector}), every
 * operation in the loop itself. A helper method would be simpler and does not do: HotSpot inlines
 * the module's own methods whatever the loop's length, but not others, and a vector that goes
 * through a call is an object.
 *
 * <p>The classes are hidden: each goes when nobody has its loop any more.
 */
final class LoopWriter {
  /** Rows of a vector. */
  static final int LANES = KernelSet.lanes();

  private static final String OWN = Type.getInternalName(Loop.class);
  private static final int ARRAYS = 1;
  private static final int NUMBERS = 2;
  private static final int FROM = 3;
  private static final int ROWS = 4;
  private static final int ROW = 5;

  private final List<Op> ops;
  private final LoopParts.Part part;
  private final MethodVisitor method;

  /** Local variables, by array, number and value. */
  private final Map<Integer, Integer> arrays = new HashMap<>();

  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final Map<Integer, Integer> values = new HashMap<>();
  private int locals = ROW + 1;

  private LoopWriter(List<Op> ops, LoopParts.Part part, MethodVisitor method) {
    this.ops = ops;
    this.part = part;
    this.method = method;
  }

  /**
   * The loop of a part.
   *
   * @throws IllegalStateException when the JVM does not take it
   */
  static Loop write(LoopCode code, LoopParts.Part part) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    String name = OWN + "Of" + part.from();
    writer.visit(V17, ACC_PUBLIC | ACC_FINAL, name, null, "java/lang/Object", new String[] {OWN});
    MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    MethodVisitor run = writer.visitMethod(ACC_PUBLIC, "run", "([[F[FII)V", null, null);
    new LoopWriter(code.ops(), part, run).run();
    writer.visitEnd();
    try {
      var hidden = MethodHandles.lookup().defineHiddenClass(writer.toByteArray(), true);
      return (Loop) hidden.lookupClass().getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a formula's loop could not be made into a class", e);
    }
  }

  private void run() {
    method.visitCode();
    prepare();
    method.visitInsn(ICONST_0);
    method.visitVarInsn(ISTORE, ROW);
    Label next = new Label();
    Label end = new Label();
    method.visitLabel(next);
    method.visitVarInsn(ILOAD, ROW);
    method.visitVarInsn(ILOAD, ROWS);
    method.visitJumpInsn(IF_ICMPGE, end);
    VectorCalls calls = new VectorCalls(method);
    part.taken().forEach((value, array) -> define(value, () -> load(calls, array)));
    for (int value = part.from(); value < part.to(); value++) {
      Op op = ops.get(value);
      if (op.kind() == LoopCode.Kind.STORE) {
        store(calls, op.number(), op.arguments().get(0));
      } else {
        write(calls, value);
      }
    }
    part.left().forEach((value, array) -> store(calls, array, value));
    method.visitIincInsn(ROW, LANES);
    method.visitJumpInsn(GOTO, next);
    method.visitLabel(end);
    method.visitInsn(RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** Arrays and numbers into local variables, before the loop. */
  private void prepare() {
    Set<Integer> used = new TreeSet<>(part.taken().values());
    used.addAll(part.left().values());
    for (Op op : ops.subList(part.from(), part.to())) {
      if (op.kind() == LoopCode.Kind.LOAD || op.kind() == LoopCode.Kind.STORE) {
        used.add(op.number());
      }
      for (int argument : op.arguments()) {
        prepareNumber(ops.get(argument));
      }
    }
    for (int array : used) {
      method.visitVarInsn(ALOAD, ARRAYS);
      method.visitLdcInsn(array);
      method.visitInsn(AALOAD);
      arrays.put(array, locals);
      method.visitVarInsn(ASTORE, locals++);
    }
  }

  private void prepareNumber(Op op) {
    if (op.kind() == LoopCode.Kind.NUMBER && !numbers.containsKey(op.number())) {
      method.visitVarInsn(ALOAD, NUMBERS);
      method.visitLdcInsn(op.number());
      method.visitInsn(FALOAD);
      numbers.put(op.number(), locals);
      method.visitVarInsn(FSTORE, locals++);
    }
  }

  private void write(VectorCalls calls, int value) {
    Op op = ops.get(value);
    switch (op.kind()) {
      case NUMBER, LITERAL -> {} // where they are used: a part may not use all that it defines
      case LOAD -> define(value, () -> load(calls, op.number()));
      default -> {
        op.arguments().forEach(argument -> constant(calls, argument));
        define(value, () -> calls.call(op, this::push));
      }
    }
  }

  /** Sees to it that a value that is the same in all rows is there. */
  private void constant(VectorCalls calls, int value) {
    Op op = ops.get(value);
    if (!op.isConstant() || values.containsKey(value)) {
      return;
    }
    define(
        value,
        () ->
            calls.broadcast(
                () -> {
                  if (op.kind() == LoopCode.Kind.NUMBER) {
                    method.visitVarInsn(FLOAD, numbers.get(op.number()));
                  } else {
                    method.visitLdcInsn(Float.intBitsToFloat(op.number()));
                  }
                }));
  }

  private void define(int value, Runnable write) {
    write.run();
    values.put(value, locals);
    method.visitVarInsn(ASTORE, locals++);
  }

  private void push(int value) {
    method.visitVarInsn(ALOAD, values.get(value));
  }

  private void load(VectorCalls calls, int array) {
    calls.load(() -> place(array));
  }

  private void store(VectorCalls calls, int array, int value) {
    constant(calls, value);
    push(value);
    calls.store(() -> place(array));
  }

  /** An array and where in it the row is. */
  private void place(int array) {
    method.visitVarInsn(ALOAD, arrays.get(array));
    method.visitVarInsn(ILOAD, ROW);
    if (array < 2) {
      method.visitVarInsn(ILOAD, FROM);
      method.visitInsn(IADD);
    }
  }
}
