package io.symlab.experiment.exchange;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads from a pickle which tensors a state dict has. A pickle is a program that may call anything
 * by its name; this reader knows a few instructions and four names, builds strings, numbers,
 * tuples, dicts and descriptions of tensors of them, calls nothing, and refuses all else by its
 * name.
 */
final class TensorPickle {
  /** The values of one or more tensors: the file {@code data/key}, of numbers of so many bytes. */
  record Storage(String key, int bytes) {}

  /** Where in its storage a tensor lies; offset and strides are in numbers, not bytes. */
  record Tensor(Storage storage, long offset, List<Integer> shape, List<Integer> strides) {}

  private record Global(String name) {}

  /** None, and what a BUILD is given and nobody reads. */
  private static final Object NONE = new Object();

  private static final String DICT = "collections.OrderedDict";
  private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
  private static final Map<String, Integer> STORAGES =
      Map.of("torch.FloatStorage", Float.BYTES, "torch.DoubleStorage", Double.BYTES);
  private static final Set<String> CALLED = Set.of(DICT, TENSOR);

  private final ByteBuffer in;

  /** The stacks under the marks, the newest last, and the one that is filled. */
  private final List<List<Object>> marked = new ArrayList<>();

  private List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  private TensorPickle(byte[] bytes) {
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a dict of tensors by their names.
   *
   * @throws ExchangeException naming what is in the pickle that is none
   */
  static Map<String, Tensor> read(byte[] pickle) {
    try {
      return tensors(new TensorPickle(pickle).run());
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new ExchangeException("its pickle ends too soon", e);
    } catch (ClassCastException | ArithmeticException e) {
      throw new ExchangeException("its pickle is damaged", e);
    }
  }

  private static Map<String, Tensor> tensors(Object top) {
    if (!(top instanceof Map<?, ?> map)) {
      throw new ExchangeException(
          "it holds no dict of tensors; save one with torch.save(net.state_dict(), path)");
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof Tensor value)) {
        throw new ExchangeException(
            "what it has under "
                + entry.getKey()
                + " is no tensor; save the state dict alone: torch.save(net.state_dict(), path)");
      }
      tensors.put(name, value);
    }
    return tensors;
  }

  private Object run() {
    while (true) {
      int code = in.get() & 0xFF;
      if (code == '.') {
        return pop();
      }
      step(code);
    }
  }

  private void step(int code) {
    switch (code) {
      case 0x80 -> protocol(in.get());
      case 0x95 -> in.getLong();
      case '(' -> {
        marked.add(stack);
        stack = new ArrayList<>();
      }
      case 'N' -> push(NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) (in.get() & 0xFF));
      case 'M' -> push((long) (in.getShort() & 0xFFFF));
      case 'J' -> push((long) in.getInt());
      case 0x8A -> push(longNumber(in.get() & 0xFF));
      case 'X' -> push(text(in.getInt()));
      case 0x8C -> push(text(in.get() & 0xFF));
      case ')' -> push(List.of());
      case 0x85 -> push(newest(1));
      case 0x86 -> push(newest(2));
      case 0x87 -> push(newest(3));
      case 't' -> {
        List<Object> items = sinceMark();
        push(Collections.unmodifiableList(items));
      }
      case '}' -> push(new LinkedHashMap<>());
      case 's' -> put(newest(2));
      case 'u' -> put(sinceMark());
      case 'q' -> memo.put(in.get() & 0xFF, top());
      case 'r' -> memo.put(in.getInt(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> push(remembered(in.get() & 0xFF));
      case 'j' -> push(remembered(in.getInt()));
      case 'c' -> push(global(line() + "." + line()));
      case 0x93 -> {
        List<Object> names = newest(2);
        push(global(names.get(0) + "." + names.get(1)));
      }
      case 'Q' -> push(storage((List<?>) pop()));
      case 'R' -> {
        List<Object> call = newest(2);
        push(called((Global) call.get(0), (List<?>) call.get(1)));
      }
      case 'b' -> {
        List<Object> build = newest(2);
        // A state dict's versions of modules, of no use here.
        if (!(build.get(0) instanceof Map) || !(build.get(1) instanceof Map)) {
          throw new ExchangeException("its pickle sets the state of something that is no dict");
        }
        push(build.get(0));
      }
      default ->
          throw new ExchangeException(
              String.format(
                  "its pickle has the instruction 0x%02x, which no dict of tensors needs", code));
    }
  }

  private static void protocol(byte version) {
    if (version < 2 || version > 5) {
      throw new ExchangeException("its pickle is of protocol " + version + ", not 2 to 5");
    }
  }

  private long longNumber(int length) {
    if (length > Long.BYTES) {
      throw new ExchangeException("its pickle has a number of " + length + " bytes");
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      long next = i == length - 1 ? in.get() : in.get() & 0xFF;
      value |= next << (8 * i);
    }
    return value;
  }

  private String text(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (int c = in.get(); c != '\n'; c = in.get()) {
      line.append((char) (c & 0xFF));
    }
    return line.toString();
  }

  private static Global global(String name) {
    if (!CALLED.contains(name) && !STORAGES.containsKey(name)) {
      throw new ExchangeException(
          "it holds more than tensors of single or double precision: it names "
              + name
              + ", which is not run; save the state dict alone: torch.save(net.state_dict(), path)");
    }
    return new Global(name);
  }

  private static Object called(Global global, List<?> arguments) {
    if (global.name().equals(DICT) && arguments.isEmpty()) {
      return new LinkedHashMap<>();
    }
    if (!global.name().equals(TENSOR) || arguments.size() < 4) {
      throw new ExchangeException(
          "its pickle calls " + global.name() + " with " + arguments.size() + " arguments");
    }
    List<Integer> shape = numbers(arguments.get(2));
    List<Integer> strides = numbers(arguments.get(3));
    if (shape.size() != strides.size() || shape.size() > 8) {
      throw new ExchangeException("a tensor with the shape " + shape + ", strides " + strides);
    }
    return new Tensor((Storage) arguments.get(0), (Long) arguments.get(1), shape, strides);
  }

  private static List<Integer> numbers(Object tuple) {
    return ((List<?>) tuple).stream().map(value -> Math.toIntExact((Long) value)).toList();
  }

  /** ("storage", type, key, place, length). */
  private static Storage storage(List<?> id) {
    String type = id.size() < 3 ? "" : ((Global) id.get(1)).name();
    if (!STORAGES.containsKey(type) || !"storage".equals(id.get(0))) {
      throw new ExchangeException("its pickle refers to something outside that is no storage");
    }
    return new Storage((String) id.get(2), STORAGES.get(type));
  }

  private void put(List<Object> items) {
    @SuppressWarnings("unchecked")
    Map<Object, Object> map = (Map<Object, Object>) top();
    for (int i = 0; i + 1 < items.size(); i += 2) {
      Object key = items.get(i);
      if (!(key instanceof String) && !(key instanceof Long)) {
        throw new ExchangeException("its pickle has a dict with a key that is no name");
      }
      map.put(key, items.get(i + 1));
    }
  }

  private Object remembered(int key) {
    Object value = memo.get(key);
    if (value == null) {
      throw new IndexOutOfBoundsException(key);
    }
    return value;
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  /** The newest values, oldest first, taken off. */
  private List<Object> newest(int count) {
    Deque<Object> values = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      values.addFirst(pop());
    }
    return List.copyOf(values);
  }

  private List<Object> sinceMark() {
    List<Object> values = stack;
    stack = marked.remove(marked.size() - 1);
    return values;
  }
}
