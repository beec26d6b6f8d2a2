package io.geminiquota.engine.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sentences that tell a kind, without blanks and quotes and in lower case (see {@link
 * PlainText#squeezed}). The first that is found counts, so what is certain and final stands before
 * what is general. "Plan and billing" is not here: it stands in every quota message.
 */
final class Phrases {

  private static final List<Phrase> TABLE =
      List.of(
          // More at once than a whole minute allows: no wait makes it fit.
          of("requesttoolarge", Kind.BAD_REQUEST),
          // Money per ten minutes is a rate; it must be asked before money itself.
          of("spend-basedratelimit", Kind.RATE_UNSPECIFIED),
          of("spendbasedratelimit", Kind.RATE_UNSPECIFIED),
          // "... without a billing account linked" is about the place, not about the bill.
          of("userlocationisnotsupported", Kind.REGION),
          of("locationnotsupported", Kind.REGION),
          of("notavailableinyourcountry", Kind.REGION),
          of("notavailableinyourlocation", Kind.REGION),
          of("notavailableinyourregion", Kind.REGION),
          of("prepaymentcredits", Kind.BILLING),
          of("prepaidcredits", Kind.BILLING),
          of("prepaidbalance", Kind.BILLING),
          of("insufficientbalance", Kind.BILLING),
          of("insufficientcredit", Kind.BILLING),
          of("creditsaredepleted", Kind.BILLING),
          of("spendingcap", Kind.BILLING),
          of("spendcap", Kind.BILLING),
          of("spendinglimit", Kind.BILLING),
          of("requiresbillingtobeenabled", Kind.BILLING),
          of("billingmustbeenabled", Kind.BILLING),
          of("hasbillingdisabled", Kind.BILLING),
          of("billingisdisabled", Kind.BILLING),
          of("billingisnotenabled", Kind.BILLING),
          of("billinghasnotbeenenabled", Kind.BILLING),
          of("billingaccountisdisabled", Kind.BILLING),
          of("billingaccountisclosed", Kind.BILLING),
          of("billingaccountfortheowningprojectis", Kind.BILLING),
          of("onlyaccessibletobilledusers", Kind.BILLING),
          of("dunningdecision", Kind.BILLING),
          of("hasbeensuspended", Kind.BILLING),
          of("thaveafreequotatier", Kind.QUOTA_ZERO),
          of("requiresaquotaproject", Kind.AUTH_PERMISSION),
          of("hasnotbeenusedinproject", Kind.SERVICE_DISABLED),
          of("apihasnotbeenenabled", Kind.SERVICE_DISABLED),
          of("apiisnotenabled", Kind.SERVICE_DISABLED),
          of("apikeynotvalid", Kind.AUTH_KEY),
          of("apikeyisnotvalid", Kind.AUTH_KEY),
          of("invalidapikey", Kind.AUTH_KEY),
          of("passavalidapikey", Kind.AUTH_KEY),
          of("apikeyexpired", Kind.AUTH_KEY),
          of("apikeynotfound", Kind.AUTH_KEY),
          of("reportedasleaked", Kind.AUTH_KEY),
          of("apikeysarenotsupported", Kind.AUTH_KEY),
          of("invalidauthenticationcredential", Kind.AUTH_KEY),
          of("missingrequiredauthentication", Kind.AUTH_KEY),
          of("unregisteredcallers", Kind.AUTH_KEY),
          of("defaultcredentialswerenotfound", Kind.AUTH_KEY),
          of("couldnotloadthedefaultcredentials", Kind.AUTH_KEY),
          of("reauthenticationisneeded", Kind.AUTH_KEY),
          of("invalid_grant", Kind.AUTH_KEY),
          of("missingkeyinputs", Kind.AUTH_KEY),
          of("apikeyismissing", Kind.AUTH_KEY),
          of("apikeyisrequired", Kind.AUTH_KEY),
          of("apikeymustbe", Kind.AUTH_KEY),
          of("couldnotautomaticallydeterminecredentials", Kind.AUTH_KEY),
          of("expiredorrevoked", Kind.AUTH_KEY),
          of("isnotfoundforapiversion", Kind.MODEL_NOT_FOUND),
          of("nolongeravailable", Kind.MODEL_NOT_FOUND),
          of("wasnotfoundoryourprojectdoesnothaveaccess", Kind.MODEL_NOT_FOUND),
          of("isnotservable", Kind.MODEL_NOT_FOUND),
          of("modelnotfound", Kind.MODEL_NOT_FOUND),
          of("notsupportedforgeneratecontent", Kind.MODEL_NOT_FOUND),
          of("wasnotfoundonthisserver", Kind.BAD_REQUEST),
          of("doesnothavepermission", Kind.AUTH_PERMISSION),
          of("requestsfromreferer", Kind.AUTH_PERMISSION),
          of("requestsfromthis", Kind.AUTH_PERMISSION),
          of("requeststothisapi", Kind.AUTH_PERMISSION),
          of("ipaddressrestriction", Kind.AUTH_PERMISSION),
          of("insufficientauthenticationscopes", Kind.AUTH_PERMISSION),
          of("notallowedtousepublishermodel", Kind.AUTH_PERMISSION),
          of("notallowlisted", Kind.AUTH_PERMISSION),
          of("permissiondenied", Kind.AUTH_PERMISSION),
          of("deniedonresource", Kind.AUTH_PERMISSION),
          of("endpoints.predictdenied", Kind.AUTH_PERMISSION),
          of("maximumconcurrent", Kind.CONCURRENCY),
          of("toomanyconcurrent", Kind.CONCURRENCY),
          of("concurrentsessions", Kind.CONCURRENCY),
          of("concurrentrequests", Kind.CONCURRENCY),
          of("weeklyquota", Kind.OTHER),
          of("weeklylimit", Kind.OTHER),
          of("perweek", Kind.OTHER),
          of("tokensperday", Kind.QUOTA_TOKENS_PER_DAY),
          of("imagesperday", Kind.QUOTA_IMAGES_PER_DAY),
          of("requestsperday", Kind.QUOTA_REQUESTS_PER_DAY),
          of("queriesperday", Kind.QUOTA_REQUESTS_PER_DAY),
          of("requestlimitperday", Kind.QUOTA_REQUESTS_PER_DAY),
          of("perdayper", Kind.QUOTA_REQUESTS_PER_DAY),
          of("dailyquota", Kind.QUOTA_REQUESTS_PER_DAY),
          of("dailylimit", Kind.QUOTA_REQUESTS_PER_DAY),
          of("youhavereachedyourdaily", Kind.QUOTA_REQUESTS_PER_DAY),
          of("tokensperminute", Kind.RATE_TOKENS_PER_MINUTE),
          of("imagesperminute", Kind.RATE_IMAGES_PER_MINUTE),
          of("requestsperminute", Kind.RATE_REQUESTS_PER_MINUTE),
          of("queriesperminute", Kind.RATE_REQUESTS_PER_MINUTE),
          of("requestlimitperminute", Kind.RATE_REQUESTS_PER_MINUTE),
          of("perminuteper", Kind.RATE_REQUESTS_PER_MINUTE),
          of("nocapacityavailable", Kind.CAPACITY),
          of("overloaded", Kind.CAPACITY),
          of("experiencinghighdemand", Kind.CAPACITY),
          of("resourcehasbeenexhausted", Kind.RATE_UNSPECIFIED),
          of("resourceexhausted.", Kind.RATE_UNSPECIFIED),
          of("exceededyourcurrentquota", Kind.RATE_UNSPECIFIED),
          of("quotaexceeded", Kind.RATE_UNSPECIFIED),
          of("individualquotareached", Kind.RATE_UNSPECIFIED),
          of("exhaustedyourcapacity", Kind.RATE_UNSPECIFIED),
          of("ratelimitexceeded", Kind.RATE_UNSPECIFIED),
          of("ratelimitreached", Kind.RATE_UNSPECIFIED),
          of("usagelimitreached", Kind.RATE_UNSPECIFIED),
          of("toomanyrequests", Kind.RATE_UNSPECIFIED),
          of("tooquickly", Kind.RATE_UNSPECIFIED),
          of("invalidargument", Kind.BAD_REQUEST),
          of("invalidjsonpayload", Kind.BAD_REQUEST),
          of("*generatecontentrequest.", Kind.BAD_REQUEST),
          of("missingathought_signature", Kind.BAD_REQUEST),
          of("exceedsthemaximumnumberoftokens", Kind.BAD_REQUEST),
          of("payloadsizeexceeds", Kind.BAD_REQUEST),
          of("deadlineexpired", Kind.TIMEOUT),
          of("deadlineexceeded", Kind.TIMEOUT),
          of("deadline_exceeded", Kind.TIMEOUT),
          of("timedout", Kind.TIMEOUT),
          of("gatewaytime", Kind.TIMEOUT),
          of("cancelledwhilewaiting", Kind.TIMEOUT),
          of("internalerror", Kind.SERVER_TRANSIENT),
          of("internalservererror", Kind.SERVER_TRANSIENT),
          of("operationwascancelled", Kind.SERVER_TRANSIENT),
          of("operationwasaborted", Kind.SERVER_TRANSIENT),
          of("serviceiscurrentlyunavailable", Kind.SERVER_TRANSIENT),
          of("temporaryerror", Kind.SERVER_TRANSIENT),
          of("badgateway", Kind.SERVER_TRANSIENT));

  private Phrases() {}

  private static Phrase of(String text, Kind kind) {
    return new Phrase(text, kind);
  }

  /**
   * The kind that the message tells, or null.
   *
   * @param code the HTTP code: where it is final, no phrase makes it a failure that a wait cures
   */
  static @Nullable Kind kind(String squeezed, int code) {
    boolean isFinal = Statuses.isFinal(code);
    for (Phrase phrase : TABLE) {
      boolean allowed = !isFinal || phrase.kind().retryable() == Retryable.NEVER;
      if (allowed && phrase.isIn(squeezed)) {
        return phrase.kind();
      }
    }
    return null;
  }
}
