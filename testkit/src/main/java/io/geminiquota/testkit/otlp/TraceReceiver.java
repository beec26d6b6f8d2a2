package io.geminiquota.testkit.otlp;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A receiver for traces and metrics on the loopback interface: {@code POST /v1/traces} and {@code
 * POST /v1/metrics}, the OpenTelemetry Protocol over HTTP with protobuf bodies, compressed with
 * gzip or not.
 *
 * <p>Thread-safe. Keeps every span, and of metrics what each export has told.
 */
public final class TraceReceiver implements AutoCloseable {

  private static final String TRACES = "/v1/traces";
  private static final String METRICS = "/v1/metrics";
  private static final String PROTOBUF = "application/x-protobuf";

  /** The answer that everything was taken: of either signal a message without fields. */
  private static final byte[] ACCEPTED = {};

  private final Queue<ReceivedSpan> spans = new ConcurrentLinkedQueue<>();
  private final Queue<ReceivedMetric> metrics = new ConcurrentLinkedQueue<>();
  private final Queue<byte[]> exports = new ConcurrentLinkedQueue<>();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 1, 1);

  private TraceReceiver() {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Exports());
  }

  /**
   * Starts a receiver on a free port.
   *
   * @throws UncheckedIOException when no port can be had
   */
  public static TraceReceiver start() {
    TraceReceiver receiver = new TraceReceiver();
    try {
      receiver.server.start();
    } catch (Exception e) {
      throw new UncheckedIOException(
          new IOException("The trace receiver could not start: " + e.getMessage(), e));
    }
    return receiver;
  }

  /** The base URL to set as an OTLP endpoint, e.g. {@code http://127.0.0.1:43180}. */
  public String endpoint() {
    return "http://127.0.0.1:" + connector.getLocalPort();
  }

  /** What has arrived so far, in the order of arrival; an immutable copy. */
  public List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  /**
   * The points of metrics that have arrived so far, in the order of arrival; an immutable copy. A
   * point is told with each export again: the last one of the same name and attributes holds.
   */
  public List<ReceivedMetric> metrics() {
    return List.copyOf(metrics);
  }

  /** The protocol's messages as they have arrived so far, uncompressed. */
  public List<byte[]> exports() {
    return List.copyOf(exports);
  }

  /** Stops to listen. What has arrived can still be read. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The trace receiver could not stop.", e);
    }
  }

  private final class Exports extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      String path = Request.getPathInContext(request);
      if (!path.equals(TRACES) && !path.equals(METRICS)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      } else if (!HttpMethod.POST.is(request.getMethod())) {
        Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
      } else if (!PROTOBUF.equals(request.getHeaders().get(HttpHeader.CONTENT_TYPE))) {
        Response.writeError(request, response, callback, HttpStatus.UNSUPPORTED_MEDIA_TYPE_415);
      } else {
        receive(path, request, response, callback);
      }
      return true;
    }

    private void receive(String path, Request request, Response response, Callback callback) {
      try (InputStream body = body(request)) {
        byte[] export = body.readAllBytes();
        if (path.equals(TRACES)) {
          spans.addAll(SpanReader.read(ExportTraceServiceRequest.parseFrom(export)));
        } else {
          metrics.addAll(MetricReader.read(ExportMetricsServiceRequest.parseFrom(export)));
        }
        exports.add(export);
      } catch (IOException malformed) {
        Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
        return;
      }
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, PROTOBUF);
      response.write(true, ByteBuffer.wrap(ACCEPTED), callback);
    }

    private static InputStream body(Request request) throws IOException {
      InputStream body = Content.Source.asInputStream(request);
      boolean compressed = "gzip".equals(request.getHeaders().get(HttpHeader.CONTENT_ENCODING));
      return compressed ? new GZIPInputStream(body) : body;
    }
  }
}
