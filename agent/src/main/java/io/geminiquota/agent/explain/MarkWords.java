package io.geminiquota.agent.explain;

/**
 * The words that {@link Marks} looks for: without blanks, quotes and escapes, in lower case, an
 * equals sign as a colon.
 */
final class MarkWords {

  /** Enough by itself. */
  static final int SURE = 1;

  /** Names Gemini or a service that serves it. */
  static final int WHO = 1 << 1;

  /** {@code "error": {}}. */
  static final int ENVELOPE = 1 << 2;

  /** A status word of Google's, or the one of HTTP, in its place. */
  static final int STATUS = 1 << 3;

  /** An HTTP code of a failure. */
  static final int CODE = 1 << 4;

  /** A word that any failing program may use. */
  static final int WORD = 1 << 5;

  private static final String SURE_WORDS =
      """
      resource_exhausted resourcehasbeenexhausted exceededyourcurrentquota
      resourceexhausted.pleasetryagain resourceexhausted,pleasetryagain resourceexhausted:429
      quotaexceededformetric quotaexceededforquotametric quotaexceededforaiplatform
      quotaexceededforgenerativelanguage onlinepredictionrequestquotaexceeded quotafailure
      quotametric quota_metric quotaid: quota_id: google.rpc. limitexceededformodel
      requestsperdayon requestsperminuteon inputtokensperminuteon _per_model_per_day,limit
      individualquotareached exhaustedyourcapacity exhaustedyourdailyquota
      reachedyourdailygemini quotaresetdelay quota_exhausted spend-basedratelimit
      prepaymentcredits monthlyspendingcap freequotatier provisionedthroughput
      maximumconcurrentse concurrent_reqs_per_project modelisoverloaded
      currentlyexperiencinghighdemand nocapacityavailableformodel model_capacity_exhausted
      deadlineexpiredbeforeoperation cancelledwhilewaitingforstreamdata
      internalerrorencountered 1011internalerror 1011(internalerror 1011none. received1007
      received1008 received1011 apikeynotvalid apikeyexpired apikeynotfound reportedasleaked
      apikeysarenotsupported unregisteredcallers invalidauthenticationcredential
      api_key_invalid api_key_service_blocked access_token_type_unsupported
      access_token_scope_insufficient consumer_invalid consumer_suspended service_disabled
      billing_disabled credentials_missing insufficientauthenticationscopes
      thecallerdoesnothavepermission requestsfromreferer permissiondeniedonresource
      aiplatform.endpoints.predict requiresaquotaproject hasnotbeenusedinproject
      userlocationisnotsupported isnotfoundforapiversion publishermodel
      requestcontainsaninvalidargument invalidjsonpayloadreceived missingathought_signature
      exceedsthemaximumnumberoftokensallowed genai.errors googlegenerativeai vertexaiexception
      vertexaierror geminiexception geminiapierror apierror:{error [apierror:
      [429toomanyrequests] projectisnotallowlisted thatsanerror permissiondenied:consumer
      400invalid_argument 400failed_precondition 403permission_denied 504deadline_exceeded
      """;

  private static final String WHO_WORDS =
      """
      gemini gemma- imagen- veo- vertexai google.genai google_genai
      generativelanguage.googleapis aiplatform.googleapis cloudcode-pa.googleapis
      """;

  private static final String ENVELOPE_WORDS = "error:{ error:[{";

  /** Behind {@code "status":}. */
  private static final String STATUSES =
      """
      invalid_argument failed_precondition out_of_range unauthenticated permission_denied
      not_found aborted already_exists cancelled data_loss unknown internal unimplemented
      unavailable deadline_exceeded badrequest unauthorized paymentrequired forbidden notfound
      requestentitytoolarge payloadtoolarge toomanyrequests internalservererror badgateway
      serviceunavailable gatewaytimeout
      """;

  /** Behind the code that they mean. */
  private static final String CODES_WITH_STATUS =
      "401unauthenticated 404not_found 499cancelled 503unavailable";

  /** Behind {@code "code":}. */
  private static final String INTERACTIONS_CODES =
      """
      too_many_requests rate_limit_exceeded quota_exceeded invalid_request parameter_unknown
      model_not_found gateway_timeout payment_required service_unavailable api_error
      """;

  private static final String CODES = "400 401 402 403 404 408 413 429 499 500 502 503 504";

  private static final String BEFORE_CODE =
      "code: code status: status error: error error( error[ http http:";

  private static final String FAILURE_WORDS =
      """
      toomanyrequests too_many_requests ratelimitexceeded ratelimitreached ratelimiterror
      rate_limit_exceeded quotaexceeded resourceexhausted timedout timeoutexception
      deadlineexceeded deadline_exceeded deadlineexpired overloaded internalerror
      internalservererror serviceunavailable serviceiscurrentlyunavailable badgateway
      gatewaytimeout unauthorized unauthenticated permissiondenied permission_denied forbidden
      notfound not_found invalid_argument badrequest apikey connectionreset
      failed_precondition operationwascancelled operationwasaborted event:error billingaccount
      billingisdisabled billingtobeenabled
      """;

  private MarkWords() {}

  /** An automaton that finds them all. */
  static WordAutomaton automaton() {
    WordAutomaton automaton = new WordAutomaton();
    addAll(automaton, SURE, "", SURE_WORDS);
    addAll(automaton, WHO, "", WHO_WORDS);
    addAll(automaton, ENVELOPE, "", ENVELOPE_WORDS);
    addAll(automaton, STATUS, "status:", STATUSES);
    addAll(automaton, STATUS, "", CODES_WITH_STATUS);
    addAll(automaton, STATUS, "code:", INTERACTIONS_CODES);
    for (String before : words(BEFORE_CODE)) {
      addAll(automaton, CODE, before, CODES);
    }
    addAll(automaton, WORD, "", FAILURE_WORDS);
    automaton.link();
    return automaton;
  }

  private static void addAll(WordAutomaton automaton, int mark, String before, String words) {
    for (String word : words(words)) {
      automaton.add(before + word, mark);
    }
  }

  private static String[] words(String words) {
    return words.strip().split("\\s+", -1);
  }
}
