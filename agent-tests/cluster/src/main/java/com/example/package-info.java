/** Applications that know nothing of quotas, nor of those who use theirs. */
package com.example;
