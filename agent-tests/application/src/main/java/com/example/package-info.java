/** Applications that know nothing of quotas and agents: what the tests run in JVMs of their own. */
package com.example;
