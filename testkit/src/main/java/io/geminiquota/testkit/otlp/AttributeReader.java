package io.geminiquota.testkit.otlp;

import static java.util.stream.Collectors.toMap;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** From the protocol's attributes to Java's values. */
final class AttributeReader {

  private AttributeReader() {}

  static Map<String, Object> read(List<KeyValue> attributes) {
    // The protocol forbids a key twice; a sender that does it all the same must not break us.
    return attributes.stream()
        .collect(toMap(KeyValue::getKey, pair -> value(pair.getValue()), (first, again) -> again));
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(AttributeReader::value).toList();
      case KVLIST_VALUE -> read(value.getKvlistValue().getValuesList());
      case BYTES_VALUE -> hex(value.getBytesValue());
      default -> value.getStringValue();
    };
  }

  static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
