/* For wine only, never shipped: the five functions of ucrtbase.dll that numpy calls and wine 8 has not.
 *
 * All others are passed on to wine's own, lying beside it under another name: see prefix.py.
 */

struct pair {
    double real, imaginary;
};

union both {
    unsigned long long bits; /* so the calling convention hands over two floats */
    float parts[2];
};

float crealf(unsigned long long number)
{
    union both both = {number};
    return both.parts[0];
}

float cimagf(unsigned long long number)
{
    union both both = {number};
    return both.parts[1];
}

double cimag(const struct pair *number)
{
    return number->imaginary;
}

double creall(const struct pair *number)
{
    return number->real;
}

double cimagl(const struct pair *number)
{
    return number->imaginary;
}

int __stdcall DllMainCRTStartup(void *module, unsigned reason, void *reserved)
{
    (void)module, (void)reason, (void)reserved;
    return 1;
}
